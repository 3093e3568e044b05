export interface SlackMessage {
  channel: string;
  text: string;
}

export const postToSlack = (message: SlackMessage): string => JSON.stringify(message);
