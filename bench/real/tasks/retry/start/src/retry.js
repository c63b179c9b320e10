/** Calls work until it does not throw. */
export async function retry(work) {
  return await work(0);
}
