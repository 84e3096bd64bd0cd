import { expect, it } from "vitest";
import { look, receipt, signIn, withBrowser } from "./people";

withBrowser();

it("a rep's expense is returned, resubmitted, signed off and paid", async () => {
  const rep = await signIn("rep");
  await rep.getByRole("link", { name: "New expense" }).click();
  await rep.getByLabel("Project").click();
  await rep.getByRole("option").first().click();
  await rep.getByRole("radiogroup", { name: "Category" }).getByLabel("Reception").check({ force: true });
  await rep.getByLabel("Amount").fill("1,280.50");
  await rep.getByRole("button", { name: "Today" }).click();
  await rep.getByLabel("Purpose").fill("Dinner with the design institute");
  await rep.locator("input[type=file]").first().setInputFiles(receipt);
  await rep.getByRole("link", { name: "receipt.png" }).waitFor();
  await expect.poll(() => rep.locator("form [role=status]").first().textContent()).toMatch(/^\s*Saved \d\d:\d\d$/);
  await look(rep, "expense-form");
  await rep.reload();
  await expect.poll(() => rep.getByLabel("Purpose").inputValue()).toBe("Dinner with the design institute");
  await rep.getByRole("button", { name: "Submit" }).click();
  await rep.locator("[data-status=in_review]").waitFor();
  const number =
    (
      await rep
        .getByText(/E-\d{4}-\d{6}/)
        .first()
        .textContent()
    )?.match(/E-\d{4}-\d{6}/)?.[0] ?? "";

  const gm = await signIn("gm");
  // Others' tasks may fill the list, which draws only the rows in view.
  await gm.goto(`/inbox?q=${number}`);
  await gm
    .getByRole("list", { name: "Tasks" })
    .getByRole("link", { name: new RegExp(number) })
    .click();
  await gm.getByRole("button", { name: "Return", exact: true }).click();
  await gm.getByText("Please say why").waitFor();
  await gm.getByLabel("Comment", { exact: true }).fill("Who was there?");
  await gm.getByRole("button", { name: "Return", exact: true }).click();
  await expect
    .poll(() =>
      gm
        .getByRole("list", { name: "Tasks" })
        .getByRole("link", { name: new RegExp(number) })
        .count(),
    )
    .toBe(0);

  await rep.reload();
  await rep.locator("[data-status=returned]").waitFor();
  await rep.getByText("Who was there?").first().waitFor();
  await look(rep, "request-returned");
  await rep.getByRole("link", { name: "Revise and resubmit" }).click();
  await rep.getByLabel("Purpose").fill("Dinner with Wang and Chen of the design institute");
  await rep.getByRole("button", { name: "Submit" }).click();
  await rep.locator("[data-status=in_review]").waitFor();

  await gm.reload();
  await gm
    .getByRole("list", { name: "Tasks" })
    .getByRole("link", { name: new RegExp(number) })
    .click();
  await gm.getByText("Dinner with Wang and Chen of the design institute").first().waitFor();
  await gm.getByLabel("Approved amount").fill("1200");
  await gm.getByRole("button", { name: "Approve", exact: true }).click();
  await expect
    .poll(() =>
      gm
        .getByRole("list", { name: "Tasks" })
        .getByRole("link", { name: new RegExp(number) })
        .count(),
    )
    .toBe(0);

  const finance = await signIn("finance");
  await finance.goto(`/inbox?q=${number}`);
  await finance
    .getByRole("list", { name: "Tasks" })
    .getByRole("link", { name: new RegExp(number) })
    .click();
  await finance.getByLabel("Method", { exact: true }).selectOption({ index: 1 });
  await finance.getByLabel("Voucher number", { exact: true }).fill(`PZ-${number}`);
  await finance.getByLabel("Paid", { exact: true }).fill("1300");
  await finance.getByRole("button", { name: "Complete", exact: true }).click();
  await finance.getByText("This is more than is available").waitFor();
  await finance.getByLabel("Paid", { exact: true }).fill("1200");
  await finance.getByRole("button", { name: "Complete", exact: true }).click();
  await expect
    .poll(() =>
      finance
        .getByRole("list", { name: "Tasks" })
        .getByRole("link", { name: new RegExp(number) })
        .count(),
    )
    .toBe(0);

  await rep.reload();
  await rep.locator("[data-status=paid]").waitFor();
  await look(rep, "request-paid");
  await rep.getByRole("link", { name: "Print" }).click();
  await rep.getByText("壹仟贰佰捌拾元伍角整").waitFor();
  await look(rep, "print");
});
