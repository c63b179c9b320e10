import { server } from "./opencode1/server.js";

export default { id: "opencode-orchestrator", server };
