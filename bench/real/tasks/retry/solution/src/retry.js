const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Calls work until it does not throw, and waits between two attempts. */
export async function retry(
  work,
  {
    attempts = 3,
    delay = 100,
    maxDelay = Number.POSITIVE_INFINITY,
    shouldRetry = () => true,
    wait = sleep,
    signal,
  } = {},
) {
  for (let attempt = 0; ; attempt++) {
    signal?.throwIfAborted();
    try {
      return await work(attempt);
    } catch (error) {
      if (attempt + 1 >= attempts || !shouldRetry(error)) throw error;
    }
    await wait(Math.min(maxDelay, delay * 2 ** attempt));
  }
}
