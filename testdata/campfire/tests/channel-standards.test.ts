import { expect, it } from 'vitest';
import { UNIFIED_CHANNELS } from '../lib/realtime/unified-channel-standards';
import { handlers } from '../lib/events/event-handlers';

it('names channels', () => {
  expect(UNIFIED_CHANNELS.organization('o')).toBe('org:o');
  expect(Object.keys(handlers)).toEqual(['message.created']);
});
