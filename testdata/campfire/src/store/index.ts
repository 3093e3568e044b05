export const useInboxStore = { getState: () => ({ selected: null as string | null }) };
