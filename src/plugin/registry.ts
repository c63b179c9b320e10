import type { Conversation } from "./turn/conversation.js";

/**
 * The one mutable state of a module: OpenCode imports plugin and provider apart, and a session's turn must find
 * its way from the provider to the plugin that captured it. Keyed by session id.
 */
export const conversations = new Map<string, Conversation>();
