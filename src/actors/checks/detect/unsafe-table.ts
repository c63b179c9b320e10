export interface Unsafe {
  /** What it does, a part of a sentence: `it …`. */
  why: string;
  /** Names of programs that do it whatever their words are, separated by blanks. */
  programs?: string;
  /** A command line: the program without its folder, then its words. */
  line?: RegExp;
  /** Words that make it harmless. */
  unless?: RegExp;
  /** Not said of linters, or of linters and test runners: their words are files and names of tests. */
  spares?: "linters" | "tools";
}

/** Why a command is not to be run as a check, beside the tools that rewrite files. */
export const unsafeTable: readonly Unsafe[] = [
  {
    why: "rewrites files",
    line: / --(?:fix|write|update-?snapshots?)(?:[= ]|$)/i,
    unless: / --(?:fix|write)=false/,
  },
  {
    why: "rewrites files",
    line: /^sed (?:.* )?(?:-\w*i\S*|--in-place\S*)(?: |$)|^perl (?:.* )?-\w*i\w*(?: |$)/,
  },
  {
    why: "rewrites files",
    line: /^(?:npm|pnpm|yarn|bun|deno|turbo|nx|lerna|make|just|task|composer) .*(?:[ :-](?:fix|write)(?:[ :-]|$)| (?:format|fmt)(?: |$))/,
    unless: / --check|:check/,
  },
  {
    why: "rewrites files",
    line: /^(?:go test|gotestsum)\b.* -{1,2}update(?:[= ]|$)| --(?:snapshot-update|inline-snapshot=(?:fix|create|update)|force-regen|regen-all)(?: |$)/,
  },
  {
    why: "changes the git repository",
    line: /^git (?:-\S+ )*(?:add|am|apply|checkout|clean|commit|config|fetch|merge|mv|pull|push|rebase|reset|restore|revert|rm|stash|submodule|switch|tag)(?: |$)/,
  },
  {
    why: "deletes files",
    line: /^(?:rm|rimraf|del|del-cli|shx rm|trash)(?: .*)? (?:node_modules|src|lib|\.|\.\.|~|\/|\*|\.git)\/?\*?(?: |$)/,
  },

  {
    why: "changes a database",
    programs:
      "node-pg-migrate db-migrate umzug migrate migrate-mongo dbmate flyway liquibase goose diesel supabase psql mysql mongo mongosh redis-cli createdb dropdb pg_restore",
  },
  {
    why: "changes a database",
    line: /^(?:prisma (?:migrate|db)|drizzle-kit (?:push|migrate|drop|up|studio)|(?:knex|sequelize(?:-cli)?|typeorm\S*|mikro-orm\S*) .*(?:migrat|seed|schema|db:)|alembic (?:upgrade|downgrade|stamp)|flask db|atlas (?:schema|migrate) apply|sqlx (?:migrate|database)|dotnet ef)(?:[ :\w]|$)/,
    unless: /^prisma migrate (?:status|diff)/,
  },
  {
    why: "changes a database",
    line: /(?:^| )(?:rails|rake|(?:\S+\/)?manage\.py|(?:\S+\/)?artisan|mix|\S*console) (?:db[:.]|migrate|flush|loaddata|dbshell|makemigrations|ecto\.|doctrine:)/,
    unless: / --check(?: |$)|db:version|migrate:status/,
  },
  {
    why: "changes a database",
    line: /(?:^|[ /:._-])(?:migrat(?:e|ions?)|seed(?:s|er)?|db[:_-](?:push|reset|drop|setup|sync|create))(?:[ :._-]|$)/,
    unless: /makemigrations.* --check(?: |$)/,
    spares: "tools",
  },

  {
    why: "deploys",
    programs:
      "vercel now netlify firebase serverless sls amplify heroku gcloud aws az kubectl helm ansible ansible-playbook gh-pages surge railway kamal cap rsync scp ssh fly flyctl sst clasp eas",
  },
  {
    why: "deploys",
    line: /^(?:wrangler|cdk|pulumi|terraform|tofu) (?:deploy|publish|destroy|up|apply|import|pages)(?: |$)/,
    unless: / --dry-run/,
  },
  { why: "deploys", line: /(?:^|[ /:._-])deploy(?:[ :._-]|$)/, unless: / --dry-run/, spares: "tools" },
  {
    why: "publishes",
    programs: "twine semantic-release release-it standard-version np bumpp goreleaser auto",
  },
  {
    why: "publishes",
    line: /^(?:npm|pnpm|yarn|bun|cargo|poetry|uv|hatch|flit|lerna|deno|jsr|pdm|vsce|ovsx|changeset|gradlew?|mvnw?|gem|mix|dotnet)\b.* (?:publish\S*|version|tag|push|release\S*|deploy|hex\.\S+)(?: |$)/i,
    unless: / --dry-run| (?:-c|--configuration|--config) release| --release/i,
  },
  {
    why: "publishes",
    line: /(?:^|[ /:._-])(?:publish|release)(?:[:._-]\S*)?(?: |$)/,
    unless: /--release|--dry-run/,
    spares: "tools",
  },

  {
    why: "starts containers",
    programs: "docker docker-compose podman nerdctl vagrant tilt skaffold minikube",
  },
  {
    why: "starts a server",
    programs:
      "serve http-server live-server json-server pm2 start-storybook uvicorn gunicorn hypercorn daphne puma electron start-server-and-test wait-on browser-sync pglite-server foreman overmind webpack-dev-server",
  },
  {
    why: "starts a server",
    line: /^(?:(?:next|nuxt|nuxi|astro|gatsby|remix|wrangler|storybook|vue-cli-service|react-scripts|ng|webpack|parcel|tauri|expo|react-native|fastapi|netlify|shopify) (?:dev|develop|start|serve|preview|run)|vite(?:$| (?:dev|serve|preview|-\S))|parcel$|flask run|rails (?:s|server)|php (?:\S+ )?(?:-S|serve)|mix phx\.server|dotnet run|python[\d.]* -m http\.server)(?: |$)/,
  },
  { why: "starts a server", line: /manage\.py runserver/ },
  {
    why: "watches and never ends",
    programs: "nodemon ts-node-dev node-dev chokidar onchange watchexec entr watchman ptw pytest-watch air",
  },
  {
    why: "watches and never ends",
    line: / --watch(?:-?all)?(?:[ =]|$)|^(?:vitest|mocha|tsx|ava|deno|dotnet|cargo|webpack|rollup|tsup|nest|gulp|grunt|next) (?:watch|dev)(?: |$)/i,
    unless: / --watch(?:-?all)?[= ](?:false|no|0)(?: |$)| --no-watch/i,
  },
  {
    why: "watches and never ends",
    line: /^(?:tsc|vue-tsc|rollup|webpack|tsup|babel|sass|mocha|ava|tap|tailwindcss|postcss|esbuild|swc|microbundle|unbuild|vitest)(?: .*)? -w(?: |$)/,
  },

  {
    why: "opens a browser",
    programs:
      "playwright cypress wdio nightwatch testcafe protractor codeceptjs testem detox backstop chromatic percy puppeteer test-storybook web-test-runner wtr karma open xdg-open open-cli",
  },
  {
    why: "opens a browser",
    line: /^vitest .*--(?:ui|browser)(?:[.= ]|$)|^(?:ember test|ng e2e)(?: |$)| --headed(?: |$)/,
  },
  {
    why: "opens a browser",
    line: /^ng test(?: |$)/,
    unless: /(?=.*(?:--no-watch|--watch[= ]false))(?=.*(?:headless|--no-browsers))/i,
  },
  {
    why: "is a browser suite",
    line: /(?:^|[ /:._-])(?:e2e|end-to-end|cypress|playwright)(?:[ /:._-]|$)/,
    spares: "linters",
  },

  {
    why: "installs packages",
    programs: "husky lefthook corepack nvm volta brew apt apt-get apk uvx pipx pnpx",
  },
  {
    why: "installs packages",
    line: /^(?:npm|pnpm|yarn|bun) (?:-\S+(?: \.?\/?\S+)? )*(?:i|ci|install|add|up|update|upgrade|remove|link|dedupe)(?: |$)|^(?:yarn|bundle)$/,
  },
  {
    why: "installs packages",
    line: /^(?:pip3?|python[\d.]* -m pip|uv pip|gem|cargo|conda|mamba|bundle|composer|poetry|pdm|pipenv|uv|deno|go) (?:install|update|add|require|get|upgrade|sync|lock|uninstall|remove)(?: |$)|^mix deps\.get|^dotnet (?:restore|add|tool install)/,
    unless: / --dry-run| --check(?: |$)/,
  },
  { why: "loads something from the network", programs: "curl wget" },
  {
    why: "stops or starts other programs",
    programs: "kill pkill killall kill-port fkill sudo su shutdown systemctl service launchctl",
  },
];
