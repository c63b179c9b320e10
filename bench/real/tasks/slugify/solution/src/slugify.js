/** A title as a part of a URL, at most `maxLength` characters long. */
export function slugify(title, { maxLength = Number.POSITIVE_INFINITY } = {}) {
  const words = title
    .toLowerCase()
    .replaceAll("ß", "ss")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
  let slug = (words.shift() ?? "").slice(0, maxLength);
  for (const word of words) {
    if (slug.length + 1 + word.length > maxLength) break;
    slug += `-${word}`;
  }
  return slug;
}
