import decisions from "./decisions.json";
import desk from "./desk.json";
import expenses from "./expenses.json";
import files from "./files.json";
import home from "./home.json";
import inbox from "./inbox.json";
import notifications from "./notifications.json";
import outbox from "./outbox.json";
import projectRequests from "./projectRequests.json";
import requests from "./requests.json";
import search from "./search.json";
import timeline from "./timeline.json";
import views from "./views.json";

/** The words of requests, tasks and what stands on every screen. */
export const words = {
  decisions,
  desk,
  expenses,
  files,
  home,
  inbox,
  notifications,
  outbox,
  projectRequests,
  requests,
  timeline,
  search,
  views,
};
