import { useMe } from "@/api/me";
import { PageTitle } from "@/kit/PageTitle";

export default function HomePage() {
  const me = useMe();
  return <PageTitle title={me.user.name} />;
}
