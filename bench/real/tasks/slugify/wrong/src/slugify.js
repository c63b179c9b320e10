/** A title as a part of a URL, at most `maxLength` characters long. */
export function slugify(title, { maxLength = Number.POSITIVE_INFINITY } = {}) {
  return title
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, maxLength);
}
