import account from "./account.json";
import common from "./common.json";

/** The words before the sign-in; the others come with the screens behind it. */
export const words = { common, account };
