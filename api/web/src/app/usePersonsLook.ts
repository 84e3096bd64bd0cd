import { useMantineColorScheme } from "@mantine/core";
import { useEffect } from "react";
import type { Me } from "@/api/me";
import { switchDensity } from "@/kit/density";
import { switchKeys } from "@/kit/useKeys";

/** Theme, density and keys as the person has chosen them, on whatever device. */
export function usePersonsLook(me: Me | null | undefined) {
  // Holding transitions back would write a <style>, which the policy blocks.
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const { theme, density, keys } = me?.preferences ?? {};
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is set changes with the choice alone.
  useEffect(() => {
    if (theme) setColorScheme(theme);
  }, [theme]);
  useEffect(() => {
    if (density) switchDensity(density);
  }, [density]);
  useEffect(() => {
    if (keys !== undefined) switchKeys(keys);
  }, [keys]);
}
