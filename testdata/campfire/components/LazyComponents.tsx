import dynamic from "next/dynamic";

export const LazyDashboard = dynamic(() =>
  import("./dashboard/RealtimeDashboard").then((m) => ({ default: m.RealtimeDashboard })),
);
