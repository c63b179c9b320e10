import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";

/** The page's files as the build makes them. */
export interface PageAssets {
  script: string;
  style: string;
  /** The drawing of the chart: SVG, part of the page. */
  chart: string;
}

export interface Document {
  html: string;
  contentSecurityPolicy: string;
}

// The same folder from `src` and from `dist`.
const folder = new URL("../../dist/inspector/assets/", import.meta.url);

/** @throws when the package was not built */
export async function readPageAssets(): Promise<PageAssets> {
  const read = (name: string) =>
    readFile(new URL(name, folder), "utf8").catch((cause) => {
      throw new Error(`The inspector's page is not built (${name} is missing): run npm run build`, { cause });
    });
  const [script, style, chart] = await Promise.all(["page.js", "page.css", "chart.svg"].map(read));
  return { script: script ?? "", style: style ?? "", chart: chart ?? "" };
}

/** The page that asks the server for everything but itself. */
export function liveDocument({ chart }: PageAssets, config: { statelyUrl: string }): Document {
  const policy = policyOf({ scripts: "'self'", styles: ["'self'", ...stylesIn(chart)], connect: "'self'" });
  const head = ['<link rel="stylesheet" href="page.css">', '<script type="module" src="page.js"></script>'];
  const html = documentOf({ title: "opencode-orchestrator", head, chart, data: { type: "live", ...config } });
  return { html, contentSecurityPolicy: policy };
}

/** The same page as one file: it asks nobody for anything. */
export function fileDocument(
  { script, style, chart }: PageAssets,
  { title, data }: { title: string; data: object },
): Document {
  // A module script runs when the page is there, an inline one only as a module.
  const inlineScript = script.replaceAll("</script", "<\\/script");
  const policy = policyOf({
    scripts: hashOf(inlineScript),
    styles: [hashOf(style), ...stylesIn(chart)],
    connect: "'none'",
  });
  const head = [
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    `<style>${style}</style>`,
    `<script type="module">${inlineScript}</script>`,
  ];
  return { html: documentOf({ title, head, chart, data }), contentSecurityPolicy: policy };
}

interface DocumentParts {
  title: string;
  head: readonly string[];
  chart: string;
  data: object;
}

function documentOf({ title, head, chart, data }: DocumentParts): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<link rel="icon" href="data:,">
${head.join("\n")}
</head>
<body>
<div id="page"><noscript>The inspector needs JavaScript.</noscript></div>
<template id="chart">${chart.replace(/^<\?xml[^>]*>\s*/, "")}</template>
<script type="application/json" id="data">${JSON.stringify(data).replaceAll("<", "\\u003c")}</script>
</body>
</html>
`;
}

/** Scripts and styles of the page's own, data it was given, and nothing else from anywhere. */
function policyOf({
  scripts,
  styles,
  connect,
}: {
  scripts: string;
  styles: string[];
  connect: string;
}): string {
  return [
    "default-src 'none'",
    `script-src ${scripts}`,
    `style-src ${styles.join(" ")}`,
    `connect-src ${connect}`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");
}

function stylesIn(svg: string): string[] {
  return [...svg.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)].map(([, text = ""]) => hashOf(text));
}

function hashOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

function escaped(text: string): string {
  const entities: Record<string, string> = { "<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;" };
  return text.replace(/[<>&"]/g, (character) => entities[character] ?? character);
}
