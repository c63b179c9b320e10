import { isLog } from "./message.js";
import type { Mutator } from "./mutator.js";
import { wholeStatement } from "./statement.js";

/** A call whose result nobody takes is left out. */
export const removedCall: Mutator = {
  kind: "removed call",
  edits(line) {
    const { language, code } = line;
    const statement = language.emptyStatement === undefined ? undefined : wholeStatement(line);
    if (!statement || !(call.test(statement.text) || appends.test(statement.text))) return [];
    if (/^end\b/.test(statement.text) || notMissed.test(statement.text) || isLog(code)) return [];
    return [{ at: statement.at, length: code.trim().length, text: language.emptyStatement ?? "" }];
  },
};

const call =
  /^(?:await\s+)?(?![.?])(?:[\w$@#]|(?:\.|\?\.|::|->|!(?=\())|\[[^\]]*\]|\([^()]*\)(?=\.|->|\?))+\(.*\)\??$/;
const appends = /^@?[\w.$@]+\s<<\s.+$|^@?[\w.]+!$/;

/** Its absence is seen by no test, ends nothing, or ends everything. */
const notMissed =
  /^(?:await\s+)?(?:super|if|for|while|switch|catch|return|throw|function|func|fn|def|fun|elseif|foreach|match|with|using|lock|synchronized|assert\w*|yield|not|new|import|require|exit|constructor|defer|go|panic!?)\b(?![.\w])|\b(?:un)?lock\w*\(|\b(?:close|free|flush|dispose|release|clear(?:Timeout|Interval)|unref|reserve|gc)\(|\.(?:Lock|Unlock|Close|Flush|Done)\(/i;
