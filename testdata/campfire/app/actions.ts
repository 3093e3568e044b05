"use server";

import { notify } from "@/services/notifications";

export async function announce(org: string): Promise<void> {
  await notify(org, "hello");
}
