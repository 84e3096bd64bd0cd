import account from "./account.json";
import common from "./common.json";
import decisions from "./decisions.json";
import inbox from "./inbox.json";
import requests from "./requests.json";

export const words = { common, account, decisions, inbox, requests };
