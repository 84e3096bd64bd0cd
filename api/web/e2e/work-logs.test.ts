import { expect, it } from "vitest";
import { type Look, look, receipt, signIn, withBrowser } from "./people";

withBrowser();

const phone: Look = { size: "phone" };

it("a rep writes a log on a phone, the manager comments on it, and the bell tells the rep", async () => {
  const rep = await signIn("rep", phone);
  await rep.getByRole("button", { name: "New", exact: true }).click();
  await rep.getByRole("button", { name: "New work log" }).click();
  await rep.getByRole("button", { name: "Save" }).click();
  // What is missing stands at its field, and what was typed outlives the page.
  expect(await rep.getByText("Please fill this in").count()).toBe(2);
  await rep.getByRole("radiogroup", { name: "Kind" }).getByLabel("Visit").check({ force: true });
  await rep
    .getByLabel(/^(Customer|Another customer)$/)
    .last()
    .click();
  await rep.getByRole("option").first().click();
  const words = `Saw the workshop ${Date.now()}`;
  await rep.getByLabel("What was done").fill(words);
  await rep.getByRole("button", { name: "Result, next step, hours, photos" }).click();
  await rep.getByLabel("Next step").fill("Send the drawing");
  for (let quarter = 0; quarter < 6; quarter++) await rep.getByRole("button", { name: "A quarter of an hour more" }).click();
  await rep.locator("input[type=file]").first().setInputFiles(receipt);
  await rep.getByText("Uploaded with the entry").waitFor();
  await look(rep, "work-log-form-phone");
  await expect
    .poll(async () => {
      await rep.reload();
      await rep.getByLabel("What was done").waitFor();
      return [await rep.getByLabel("What was done").inputValue(), await rep.getByText("Uploaded with the entry").count()];
    })
    .toEqual([words, 1]);
  expect(await rep.getByLabel("Hours").inputValue()).toBe("1.5");
  await rep.getByRole("button", { name: "Save" }).click();
  await rep.getByRole("button", { name: "Enlarge receipt.png" }).waitFor();
  await rep.getByText(/Open for changes until/).waitFor();
  await look(rep, "work-log-phone");
  await rep.getByRole("button", { name: "Edit" }).click();
  await rep.getByLabel("Result").fill("They like the panel");
  await rep.getByRole("button", { name: "Save" }).click();
  await rep.getByRole("form", { name: "Edit" }).waitFor({ state: "detached" });
  await rep.getByText("They like the panel").waitFor();

  const manager = await signIn("manager");
  await manager.getByRole("link", { name: "Work logs" }).click();
  const people = manager.getByRole("region", { name: "People" });
  await people.getByRole("button", { name: /李雷/ }).click();
  const entry = manager.getByRole("region", { name: "李雷" }).getByRole("listitem").filter({ hasText: words });
  await entry.getByText("1.5 h").waitFor();
  await entry.getByLabel("Comment").fill("Take the drawing along");
  await entry.getByLabel("Comment").press("Control+Enter");
  await entry.locator("p", { hasText: "Take the drawing along" }).waitFor();
  await look(manager, "team-day");
  await manager.keyboard.press("Escape");
  await manager.getByRole("button", { name: "Month" }).click();
  await manager.getByRole("row", { name: /李雷/ }).getByText("with a visit").first().waitFor();
  await look(manager, "team-month");

  const desk = await signIn("rep");
  await desk.getByRole("button", { name: /unread notification/ }).click();
  await desk
    .getByRole("menuitem", { name: /Take the drawing along/ })
    .first()
    .click();
  await desk.getByText("Take the drawing along").first().waitFor();
  await desk.getByRole("link", { name: "My week" }).click();
  await desk.getByRole("link", { name: /./ }).filter({ hasText: "Add" }).first().waitFor();
  await desk.getByText(words).waitFor();
  await desk.getByText("1 comment").first().waitFor();
  await look(desk, "work-week");
});
