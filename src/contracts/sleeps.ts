import { ownExport } from "./calls.js";

const sleepExports: readonly { readonly from: readonly string[]; readonly names: readonly string[] }[] = [
  { from: ["timers/promises"], names: ["setTimeout", "scheduler.wait"] },
  { from: ["timers"], names: ["promises.setTimeout"] },
  { from: ["bun"], names: ["sleep"] },
  // A timer of a workflow lasts as long as the workflow, and is part of it.
  { from: ["@temporalio/workflow"], names: [] },
  { from: ["delay"], names: ["default", "delay"] },
  { from: ["sleep-promise", "promise-delay", "p-sleep", "yoctodelay", "await-sleep", "ms-sleep"], names: ["default"] },
  { from: ["es-toolkit", "es-toolkit/promise", "@std/async", "@std/async/delay", "jsr:@std/async", "already", "bluebird", "radash", "remeda", "modern-async", "abort-controller-x"], names: ["delay", "sleep"] },
];

/** Comments which say that code is to go on whether something is ready or not. */
export const meantToGoOn = /\b(?:anyway|any ?way|best[- ]effort|fall(?:s|ing)?[- ]?back|regardless|either way|give up|assume|optional|worst case|in case|just in case|never (?:comes|fires|emits))\b/i;

/** Exports that come back when the time of their first argument is over, in ms unless their unit is another. Sources: the packages' pages. */
const blockingExports: readonly { readonly from: readonly string[]; readonly names: readonly string[]; readonly isInMs: boolean }[] = [
  { from: ["sleep"], names: ["msleep"], isInMs: true },
  { from: ["sleep"], names: ["sleep", "usleep", "nsleep"], isInMs: false },
  { from: ["system-sleep", "sleep-sync", "thread-sleep", "atomic-sleep"], names: ["default"], isInMs: true },
  { from: ["deasync"], names: ["sleep"], isInMs: true },
];
const sleepModules = new Set([...sleepExports, ...blockingExports].flatMap(({ from }) => from));

/** What is known of an export that blocks for a time. */
export function blockingExport(module: string, name: string): { readonly isInMs: boolean } | undefined {
  return blockingExports.find(({ from, names }) => from.includes(module) && names.some((each) => name === each || name === `default.${each}`));
}

/** True if what a module exports under a name gives a promise that a timer fulfils after the time of the first argument; undefined for a module that is not known to sleep. */
export function isSleepExport(module: string, name: string): boolean | undefined {
  const from = module.replace(/^node:/, "");
  if (!sleepModules.has(from)) return undefined;
  const names = new Set([name, ownExport(name)]);
  return sleepExports.some((row) => row.from.includes(from) && row.names.some((each) => names.has(each)));
}

/** Globals that sleep: the position of the time. `Atomics.wait` and `Bun.sleepSync` block. */
export const sleepGlobals: Readonly<Record<string, number>> = { "Bun.sleep": 0, "Bun.sleepSync": 0, "Atomics.wait": 3, "Promise.delay": 0, "scheduler.wait": 0 };

/** Names of functions that sleep when they are given a time and nothing more is known of them. */
export const sleepNames: ReadonlySet<string> = new Set([
  "sleep", "sleepMs", "sleepFor", "sleepAsync", "asyncSleep", "delay", "delayMs", "delayFor", "asyncDelay", "promiseDelay", "wait", "waitMs", "waitFor", "waitAsync",
  "waitMilliseconds", "waitSeconds", "pause", "pauseFor", "snooze", "nap", "timeout", "timeoutPromise", "promiseTimeout", "asyncTimeout", "setTimeoutPromise",
  "setTimeoutAsync", "setTimeoutP", "promiseSetTimeout", "asyncSetTimeout", "pSetTimeout", "timer", "sleepSync",
]);

/** Of those names, the ones that other things have as a method too: as a method they sleep only on an object that is a bag of functions. */
export const sharedNames: ReadonlySet<string> = new Set(["wait", "waitFor", "pause", "delay", "timeout", "timer"]);

/** First words of names of functions that only let others have their turn. */
export const yieldVerbs: ReadonlySet<string> = new Set(["tick", "ticks", "flush", "next", "yield", "turn", "microtask", "macrotask", "immediate", "drain"]);

/** Names of objects that are bags of functions. */
export const bagOfFunctions = /(?:utils?|helpers?|common|tools?|testing|timers?|timing|async|support|misc|sleep|promises?|bluebird|^[tPqQ]|lib)$/i;

/** Methods of a browser's driver that sleep for the time of their first argument, by the name of the driver's variable. */
export const driverSleeps: ReadonlyMap<string, RegExp> = new Map([
  ["waitForTimeout", /./],
  ["wait", /^(?:cy|I|t)$/],
  ["pause", /^(?:browser|driver|client|nightwatch)$/],
  ["sleep", /^(?:browser|driver)$/],
]);

/** Names of variables that a browser test runner gives its tests. */
export const driverNames = /^(?:page|browser|cy|driver|context|I|frame|popup|app(?:Window)?|window|electronApp)\d*$/;

/** Calls that give such a driver where no runner does. */
export const driverMakers: ReadonlySet<string> = new Set(["newPage", "newTab", "firstWindow"]);

/** Assertions of drivers that wait until the page has come, as `waitForURL` does. */
export const arrivalAssertions: ReadonlySet<string> = new Set(["toHaveTitle", "toHaveURL"]);

/** What such a driver starts when it is told to: after it the page is on its way. */
export const driverStarts: ReadonlySet<string> = new Set(["goto", "visit", "reload", "exec", "task", "launch", "newPage", "navigate", "url", "open", "navigateTo", "amOnPage", "goBack", "waitForURL", "waitForNavigation", "firstWindow"]);

/** A shell command that sleeps; its time in the first group. */
export const shellSleep = /^\s*sleep\s+([\d.]+)\s*$/;

/** Calls that run a shell command and come back when it has ended. */
export const shellCalls: ReadonlySet<string> = new Set(["execSync", "execFileSync", "spawnSync", "exec", "$", "sh", "shell.exec", "shelljs.exec"]);

/** Names that replace the clock: time is not real behind them. */
export const fakeTimerCalls = /^(?:useFakeTimers|enableFakeTimers|installFakeTimers|fakeTimers|withFakeTimers|advanceTimersByTime(?:Async)?|runAllTimers(?:Async)?|runOnlyPendingTimers(?:Async)?|tickAsync)$/;

/** Test functions that take steps one after the other, each with a function to call when it is done. */
export const seriesCalls: ReadonlySet<string> = new Set(["series", "waterfall", "tasks", "runSeries"]);

/** Polls: a function that is asked again and again. */
export const pollNames = /^(?:poll(?:Until|For)?|wait(?:For|Until|Till)(?:True|Condition|Assertion|Async|Expect)?|p(?:WaitFor|Wait)|until|eventually|retryUntil|whenTrue)$/;

const called = String.raw`\s*(?:\?\.\s*)?[(<]`;

/** Text without which a file does not sleep: a timer, a module or a global that sleeps, a call that is named so, a shell's command. */
export const sleepingText = new RegExp(
  `setTimeout|\\b(?:${[...new Set([...sleepNames, ...driverSleeps.keys()])].join("|")})${called}|Atomics|Bun\\.sleep|\\bscheduler\\b|["'](?:node:)?(?:${[...sleepModules].join("|")})["']|["'\`]\\s*sleep["'\`\\s]`,
);

/** Text without which no poll of a file asks nothing: one that is called, and a function that is always true. */
export const pollingText = /\b(?:poll|wait|p[wW]ait|pWaitFor|until|eventually|retryUntil|whenTrue)\w*\s*(?:\?\.\s*)?[(<]/;
export const constantText = /(?:=>|\breturn)\s*\(?\s*(?:true|1)\b/;
