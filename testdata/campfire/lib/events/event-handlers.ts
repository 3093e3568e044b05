import { EVENT_TYPES } from '../realtime/channel-conventions';

export const handlers: Record<string, (body: string) => void> = {
  [EVENT_TYPES.MESSAGE_CREATED]: (body) => console.info('message', body),
};
