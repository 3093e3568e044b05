"use client";

import { useEffect } from "react";
import { analytics } from "@/lib/analytics";
import { keyboardShortcutManager } from "@/lib/shortcuts";
import { useInboxStore } from "@/store/inbox";
import { shortName } from "@/lib/utils/format";

export function InboxPane({ agent }: { agent: string }) {
  useEffect(() => {
    const stop = useInboxStore.subscribe((state) => analytics.track("selected", state));
    const unbind = keyboardShortcutManager.subscribe(() => analytics.track("shortcut"));
    return () => (stop(), unbind());
  }, []);
  return <nav>{shortName(agent)}</nav>;
}
