/** Names under which runners give every file a page, where it declares none: jest-puppeteer, jest-playwright. */
export const globalPages: ReadonlySet<string> = new Set(["page"]);

/** Methods that fill in what a page shows: behind one of them a request is waited for that comes of it. */
export const pageEntries: ReadonlySet<string> = new Set(["fill", "type", "pressSequentially", "selectOption", "select", "setInputFiles", "uploadFile", "setChecked", "clear", "dragTo", "dragAndDrop"]);

/** Methods that wait for what such a request brings. */
export const requestWaits: ReadonlySet<string> = new Set(["waitForResponse", "waitForRequest"]);

/** Names of functions of other files that say by themselves that they wait for one on the page they are given: `waitForSaveResponse(page)`. */
export const namedRequestWaits = /^wait(?:For|Until)?(?:[A-Z]\w*)?(?:Response|Request)s?$|^waitFor(?:Response|Request)(?:With|Of|From|To|By|For|On|Matching)[A-Z]\w*$/;

/** Methods by which code runs in a page, and what it does there that a click does, too. */
export const pageScripts: ReadonlySet<string> = new Set(["evaluate", "evaluateHandle", "$eval", "$$eval"]);
export const scriptedActs: ReadonlySet<string> = new Set(["click", "submit", "requestSubmit"]);

/** Methods that open a page beside others. */
export const pageMakers: ReadonlySet<string> = new Set(["newPage"]);
