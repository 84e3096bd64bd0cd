import i18next from "i18next";
import { expect, it } from "vitest";
import { startWords, switchLanguage, wantWords } from ".";

it("the words of all screens come after those of the sign-in, also of a language that is chosen later", async () => {
  document.documentElement.lang = "en";
  await startWords();
  expect(i18next.t("common.nav.customers")).toBe("Customers");
  expect(i18next.exists("customers.list.title")).toBe(false);
  await switchLanguage("zh-CN");
  expect(i18next.t("common.nav.customers")).toBe("客户");
  await wantWords("main", "customers");
  expect(i18next.t("customers.list.title")).toBe("客户");
  await switchLanguage("en");
  expect(i18next.t("customers.list.title")).toBe("Customers");
  expect(i18next.t("common.nav.customers")).toBe("Customers");
});
