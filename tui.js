// OpenCode 2 loads the screen's part of a local folder by its tui.js, whatever package.json exports.
export { default } from "./dist/tui/tui.js";
