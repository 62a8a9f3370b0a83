/** Calls that begin an assertion. */
export const assertionCalls = /^(?:expect|assert|should|chai|t|test|is|ok|equal|deepEqual|strictEqual|deepStrictEqual|rejects)$/;

/** Methods of a test's own context that assert (`t.is(…)`), for runners whose tests get one. */
export const contextAssertions: ReadonlySet<string> = new Set([
  "is", "not", "ok", "notOk", "true", "false", "truthy", "falsy", "equal", "equals", "same", "deepEqual", "notEqual", "match", "like", "strictEqual", "deepStrictEqual", "throws", "rejects", "pass", "fail", "has", "assert",
]);

/** Matchers that turn an assertion into its opposite. */
export const negations: ReadonlySet<string> = new Set(["not", "never", "notCalled", "neverCalledWith"]);

/** Matchers and assertions that something is not there or has not happened. */
export const absences: ReadonlySet<string> = new Set([
  "toBeNull", "toBeUndefined", "toBeFalsy", "toBeNaN", "empty", "undefined", "null", "false", "falsy", "notOk", "notCalled", "isFalse", "isNull", "isUndefined", "isEmpty", "isNotOk", "notEqual", "notStrictEqual", "notDeepEqual",
  "notEquals", "notStrictEquals", "notMatch", "doesNotMatch", "doesNotThrow", "doesNotReject", "isNotTrue", "notInclude", "notInstanceOf", "fail", "notExists", "toBeEmpty", "toBeHidden", "toBeDisabled", "toBeDetached",
  "most", "isAtMost",
]);

/** Matchers that compare with what they are given: nothing, or none, is an absence. */
export const comparisons = /^(?:toBe|toEqual|toStrictEqual|toHaveLength|toHaveBeenCalledTimes|toBeCalledTimes|toHaveCallCount|toHaveCount|equal|equals|strictEquals|eq|eql|is|same|strictEqual|deepEqual|deepStrictEqual|lengthOf|length|callCount)$/;

/** Matchers that hold before anything has come: asked at once they say yes. */
export const upperBounds = /^(?:most|isAtMost|within|toBeWithin|below|isBelow|lessThan|lte?|toBeLessThan(?:OrEqual)?)$/;

/** Texts that stand where a value is to come. */
export const placeholders = /^(?:[^\p{L}\p{N}]*|(?:loading|pending|connecting|waiting|starting)\b.*|n\/a|none|unknown)$/isu;

const isNot = "{} !== []";
const plain = { equal: isNot, equals: isNot, strictEqual: isNot, is: isNot, same: isNot, ok: "!{}", true: "!{}", truthy: "!{}", assert: "!{}", "": "!{}", false: "{}", falsy: "{}", notOk: "{}" };

/**
 * What is true as long as an assertion does not hold, as code: `{}` is the value, `[]` what it is compared with. Only matchers of values that
 * have no parts. Sources: the pages of jest, vitest, chai, node:assert, ava, tap and tape.
 */
export const unmet: Readonly<Record<"expect" | "context" | "assert", Readonly<Record<string, string>>>> = {
  expect: {
    toBe: isNot, equal: isNot, equals: isNot, eq: isNot, toHaveLength: "{}.length !== []", lengthOf: "{}.length !== []", toBeTruthy: "!{}", toBeDefined: "{} === undefined", toBeTrue: "!{}", toBeFalsy: "{}", toBeNull: "{} !== null", toBeUndefined: "{} !== undefined",
    "not.toBeNull": "{} === null", "not.toBeUndefined": "{} === undefined", toBeGreaterThan: "!({} > [])", toBeGreaterThanOrEqual: "!({} >= [])", above: "!({} > [])", greaterThan: "!({} > [])", least: "!({} >= [])",
    toHaveBeenCalled: "{}.mock.calls.length === 0", toBeCalled: "{}.mock.calls.length === 0", toHaveBeenCalledTimes: "{}.mock.calls.length !== []", toBeCalledTimes: "{}.mock.calls.length !== []",
  },
  context: { ...plain, isEqual: isNot },
  assert: { ...plain, isTrue: "!{}", isOk: "!{}", isFalse: "{}", isNotOk: "{}", isNull: "{} !== null", isUndefined: "{} !== undefined" },
};

/** States in which nothing is there: they hold before anything has begun. */
export const statesOfNone = /^(?:disconnected|offline|unreachable|unavailable|not[-_ ]?(?:connected|ready|running|started)|unconnected)$/i;
