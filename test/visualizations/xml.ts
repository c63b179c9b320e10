export interface Element {
  name: string;
  attributes: Record<string, string>;
}

/** The elements of an XML document in their order. Throws where it is not well-formed. */
export function elementsOf(xml: string): Element[] {
  const elements: Element[] = [];
  const open: string[] = [];
  const token = /<(\/?)([\w-]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/gy;
  while (token.lastIndex < xml.length) {
    const at = token.lastIndex;
    const found = token.exec(xml);
    if (!found) throw new Error(`Not well-formed at ${at}: ${xml.slice(at, at + 80)}`);
    const [, isEnd, name = "", attributes = "", isEmpty, text] = found;
    checkEntities(text ?? attributes);
    if (text !== undefined) continue;
    if (isEnd) {
      const last = open.pop();
      if (last !== name) throw new Error(`</${name}> closes <${last}> at ${at}`);
      continue;
    }
    elements.push({ name, attributes: pairs(attributes) });
    if (!isEmpty) open.push(name);
  }
  if (open.length > 0) throw new Error(`<${open.at(-1)}> is never closed`);
  return elements;
}

/** The values of an attribute, in the order of their elements. */
export function attributesOf(xml: string, name: string): string[] {
  return elementsOf(xml).flatMap(({ attributes }) => attributes[name] ?? []);
}

function pairs(attributes: string): Record<string, string> {
  const found = [...attributes.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, name = "", value = ""]) => [
    name,
    value,
  ]);
  const all = Object.fromEntries(found) as Record<string, string>;
  if (Object.keys(all).length < found.length) throw new Error(`An attribute stands twice in ${attributes}`);
  return all;
}

function checkEntities(text: string): void {
  const [wrong] = text.match(/&(?!(amp|lt|gt|quot);)\S{0,10}/) ?? [];
  if (wrong) throw new Error(`${wrong} is no entity`);
}
