import account from "./account.json";
import common from "./common.json";

export const words = { common, account };

/** The keys that there are; Chinese is the source. */
export type Words = typeof words;
