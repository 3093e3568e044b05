export const analytics = {
  track(event: string, properties: Record<string, unknown> = {}): void {
    console.debug("track", event, properties);
  },
};
