type State = { selected: string | null };

let state: State = { selected: null };
const listeners = new Set<(state: State) => void>();

export const useInboxStore = {
  getState: () => state,
  setState(next: Partial<State>): void {
    state = { ...state, ...next };
    for (const listener of listeners) listener(state);
  },
  subscribe(listener: (state: State) => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
