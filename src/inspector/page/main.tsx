import { render } from "preact";
import { App } from "./app.js";
import { listenToKeys } from "./keys.js";
import { type FileData, fileSource, liveSource } from "./source.js";

type PageData = { type: "live"; statelyUrl: string } | FileData;

const data = JSON.parse(document.querySelector("#data")?.textContent ?? "") as PageData;
const source = data.type === "file" ? fileSource(data) : liveSource(data);
const root = document.querySelector("#page");
if (root) {
  root.replaceChildren();
  render(<App source={source} />, root);
}
listenToKeys();
