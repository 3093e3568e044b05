import { CHANNEL_PATTERNS as BASE_PATTERNS, broadcastToChannel } from './standardized-realtime';

export const AGENT_CHANNEL_PATTERNS = {
  ...BASE_PATTERNS,
  queue: (org: string) => `org:${org}:queue`,
};

export const announceAgent = (org: string, agent: string) =>
  broadcastToChannel(AGENT_CHANNEL_PATTERNS.queue(org), 'agent_online', { agent });
