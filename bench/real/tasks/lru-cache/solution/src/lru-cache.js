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
    this.#dropOld();
    return this.#entries.size;
  }

  has(key) {
    this.#dropOld();
    return this.#entries.has(key);
  }

  get(key) {
    this.#dropOld();
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.value;
  }

  set(key, value) {
    this.#dropOld();
    this.#entries.delete(key);
    this.#entries.set(key, { value, setAt: this.#now() });
    if (this.#entries.size > this.#capacity) this.#entries.delete(this.#entries.keys().next().value);
  }

  #dropOld() {
    const now = this.#now();
    for (const [key, { setAt }] of this.#entries) if (now - setAt > this.#ttl) this.#entries.delete(key);
  }
}
