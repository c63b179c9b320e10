import { registerAfterNpmInstall } from "./install/after-npm-install.js";
import { describeInstallation } from "./install/describe.js";

const installation = await registerAfterNpmInstall(process.env);
if (installation) {
  console.log(
    describeInstallation(installation, { folder: "", isGlobal: process.env.npm_config_global === "true" }),
  );
}
