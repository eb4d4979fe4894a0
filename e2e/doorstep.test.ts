import { expect, test } from 'vitest';
import { standingDesk } from './desk.ts';

const desk = standingDesk();

test('the doorstep says what happened, and the browser says nothing of its own', async () => {
  const member = await desk().invite('Nina', 'editor');
  const page = await desk().stranger();
  desk().expects(/401|403/);
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('Required.').first().waitFor();
  await page.getByLabel('Email').fill(member.email);
  await page.getByLabel('Password').fill('not the password at all');
  await page.getByRole('button', { name: 'Sign in' }).click();
  const alert = page.getByRole('alert');
  await alert.getByText('Wrong email or password.').waitFor();
  expect(await alert.innerText()).not.toMatch(/request|signed in/i);

  const { path } = await desk().debrief.client.access.invite({
    name: 'Omar',
    email: 'omar@example.org',
    role: 'viewer',
  });
  await page.goto(path);
  await page.getByRole('heading', { name: 'Join Debrief as a viewer' }).waitFor();
  await page.getByText('omar@example.org').waitFor();
  await page.getByRole('button', { name: 'Join' }).click();
  await page.getByText('Required.').waitFor();
  await page.getByLabel('Password').fill('several words of Omar');
  await page.getByRole('button', { name: 'Join' }).click();
  await page.getByRole('navigation', { name: 'Rooms' }).waitFor();

  // Signed in: no form to sign in, and a used link says so before it asks for anything.
  await page.goto('/sign-in?next=%2Flibrary');
  await page.waitForURL('**/library');
  await page.goto(path);
  await page.getByRole('heading', { name: "This link doesn't work" }).waitFor();
  expect(await page.getByLabel('Password').count()).toBe(0);
});
