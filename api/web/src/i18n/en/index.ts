import account from "./account.json";
import common from "./common.json";

export const words = { common, account };
