// OpenCode 2 loads a local folder by its index.js, whatever package.json exports.
export { default } from "./dist/hosts/opencode.js";
