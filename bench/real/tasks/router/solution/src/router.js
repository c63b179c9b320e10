/** Routes by segments: literal before parameter before star. */
export function createRouter() {
  const routes = [];

  function find(candidates, segments, position) {
    if (position === segments.length) return candidates.find(({ parts }) => parts.length === position);
    const at = (holds) =>
      candidates.filter(({ parts }) => parts[position] !== undefined && holds(parts[position]));
    const literal = at((part) => part === segments[position] && !part.startsWith(":") && part !== "*");
    const named = segments[position] === "" ? [] : at((part) => part.startsWith(":"));
    const [star] = at((part) => part === "*");
    const rest = segments.slice(position).join("/");
    return (
      (literal.length > 0 ? find(literal, segments, position + 1) : undefined) ??
      (named.length > 0 ? find(named, segments, position + 1) : undefined) ??
      (rest === "" ? undefined : star)
    );
  }

  return {
    add(pattern, handler) {
      if (routes.some((route) => route.pattern === pattern)) throw new Error(`${pattern} was added before`);
      routes.push({ pattern, handler, parts: split(pattern) });
    },
    match(path) {
      const segments = split(path);
      const route = find(routes, segments, 0);
      if (!route) return undefined;
      const params = {};
      for (const [index, part] of route.parts.entries()) {
        if (part.startsWith(":")) params[part.slice(1)] = decodeURIComponent(segments[index]);
        if (part === "*") params["*"] = segments.slice(index).join("/");
      }
      return { handler: route.handler, params };
    },
  };
}

function split(path) {
  const bare = path.replace(/^\//, "").replace(/\/$/, "");
  return bare === "" ? [] : bare.split("/");
}
