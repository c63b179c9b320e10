const tag = /{{{\s*([\w.]+)\s*}}}|{{\s*([#^/]?)\s*([\w.]+)\s*}}/g;
const entities = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** A template with its values. */
export function render(template, values) {
  return show(parse(template), [values]);
}

function parse(template) {
  const root = { children: [] };
  const open = [root];
  let end = 0;
  for (const match of template.matchAll(tag)) {
    const [whole, raw, sign, name] = match;
    const { children } = open.at(-1);
    children.push({ text: template.slice(end, match.index) });
    end = match.index + whole.length;
    if (raw) children.push({ value: raw, isRaw: true });
    else if (sign === "") children.push({ value: name });
    else if (sign === "/") {
      if (open.pop().name !== name) throw new Error(`{{/${name}}} closes what is not open`);
    } else {
      const section = { name, isInverted: sign === "^", children: [] };
      children.push(section);
      open.push(section);
    }
  }
  if (open.length > 1) throw new Error(`{{#${open.at(-1).name}}} is not closed`);
  root.children.push({ text: template.slice(end) });
  return root.children;
}

function show(nodes, scopes) {
  return nodes.map((node) => showNode(node, scopes)).join("");
}

function showNode(node, scopes) {
  if (node.text !== undefined) return node.text;
  const value = lookUp(node.value ?? node.name, scopes);
  if (node.value !== undefined) {
    const text = String(value ?? "");
    return node.isRaw ? text : text.replace(/[&<>"']/g, (character) => entities[character]);
  }
  const isShown = Array.isArray(value) ? value.length > 0 : Boolean(value);
  if (node.isInverted) return isShown ? "" : show(node.children, scopes);
  if (!isShown) return "";
  const items = Array.isArray(value) ? value : [value];
  return items.map((item) => show(node.children, [item, ...scopes])).join("");
}

function lookUp(path, scopes) {
  if (path === ".") return scopes[0];
  const [first, ...rest] = path.split(".");
  const scope = scopes.find((one) => typeof one === "object" && one !== null && Object.hasOwn(one, first));
  return rest.reduce((value, key) => value?.[key], scope?.[first]);
}
