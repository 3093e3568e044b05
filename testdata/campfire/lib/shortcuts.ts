type Shortcut = { key: string; run: () => void };

class KeyboardShortcutManager {
  private listeners: ((shortcut: Shortcut) => void)[] = [];

  subscribe(listener: (shortcut: Shortcut) => void): () => void {
    this.listeners.push(listener);
    return () => (this.listeners = this.listeners.filter((l) => l !== listener));
  }
}

export const keyboardShortcutManager = new KeyboardShortcutManager();
