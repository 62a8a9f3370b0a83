/** The environment without what npm and vitest put there for us: a user's program starts from a plain shell. */
export function ownEnvironment(): NodeJS.ProcessEnv {
  const ours = /^(?:npm_|VITEST|NODE_ENV$|NODE_OPTIONS$|INIT_CWD$|FORCE_COLOR$|GIT_|TEST$|DEV$|PROD$|MODE$|SSR$|BASE_URL$)/;
  const kept = Object.entries(process.env).filter(([name]) => !ours.test(name));
  const path = (process.env["PATH"] ?? "").split(":").filter((folder) => !folder.includes("node_modules")).join(":");
  return { ...Object.fromEntries(kept), PATH: path, NO_COLOR: "1" };
}
