export class LruCache {
  #entries = new Map();
  #capacity;
  #ttl;
  #now;

  constructor({ capacity = Number.POSITIVE_INFINITY, ttl = Number.POSITIVE_INFINITY, now = Date.now } = {}) {
    this.#capacity = capacity;
    this.#ttl = ttl;
    this.#now = now;
  }

  get size() {
    return this.#entries.size;
  }

  has(key) {
    return this.#entries.has(key);
  }

  get(key) {
    const entry = this.#entries.get(key);
    if (!entry || this.#now() - entry.setAt > this.#ttl) return undefined;
    return entry.value;
  }

  set(key, value) {
    this.#entries.set(key, { value, setAt: this.#now() });
    if (this.#entries.size > this.#capacity) this.#entries.delete(this.#entries.keys().next().value);
  }
}
