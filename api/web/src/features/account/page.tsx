import { useMe } from "@/api/me";
import { PageTitle } from "@/kit/PageTitle";

export default function MePage() {
  const me = useMe();
  return <PageTitle title={me.user.name} sub={me.user.username} />;
}
