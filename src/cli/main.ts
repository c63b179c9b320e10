#!/usr/bin/env node
import { demo } from "../demo/demo.js";

const help = `opencode-orchestrator demo    a whole mission in the real OpenCode, with rehearsed model replies

In OpenCode itself: /auto "what to build"`;

const [command, ...rest] = process.argv.slice(2);

if (command === "demo" && rest.length === 0) {
  const status = await demo((line) => console.log(line));
  process.exitCode = status === "verified" ? 0 : 1;
} else if (command === undefined || command === "--help" || command === "help") {
  console.log(help);
} else {
  console.error(`Unknown: ${[command, ...rest].join(" ")}\n\n${help}`);
  process.exitCode = 2;
}
