/** What of OpenCode's config decides which models there are. */
export interface ModelFilters {
  enabled_providers?: readonly string[];
  disabled_providers?: readonly string[];
  provider?: Record<string, { whitelist?: readonly string[]; blacklist?: readonly string[] } | undefined>;
}

/**
 * The filter of OpenCode's config that keeps a model out.
 *
 * @param model its `provider/model`
 * @returns the key and what it says, like `"disabled_providers" names acme`; nothing where no filter does it
 */
export function filterOf(config: ModelFilters, model: string): string | undefined {
  const slash = model.indexOf("/");
  const [provider, name] = [model.slice(0, slash), model.slice(slash + 1)];
  const { whitelist, blacklist } = config.provider?.[provider] ?? {};
  if (config.disabled_providers?.includes(provider)) return `"disabled_providers" names ${provider}`;
  if (config.enabled_providers && !config.enabled_providers.includes(provider)) {
    return `"enabled_providers" does not name ${provider}`;
  }
  if (blacklist?.includes(name)) return `"blacklist" of the provider ${provider} names ${name}`;
  if (whitelist && !whitelist.includes(name)) {
    return `"whitelist" of the provider ${provider} does not name ${name}`;
  }
  return undefined;
}
