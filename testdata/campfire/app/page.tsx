import { InboxPane } from "@/components/inbox/InboxPane";
import { ChatView } from "@/components/chat/ChatView";
import { RealtimeContext } from "@/contexts/RealtimeContext";

export default function Page() {
  return (
    <main title={typeof RealtimeContext}>
      <InboxPane agent="Ada Lovelace" />
      <ChatView conversationId="1" userId="2" />
    </main>
  );
}
