import { test } from '@playwright/test';
import { UNIFIED_EVENTS } from '../lib/realtime/unified-channel-standards';

test('a message arrives', async ({ page }) => {
  await page.goto(`/inbox?event=${UNIFIED_EVENTS.MESSAGE_CREATED}`);
});
