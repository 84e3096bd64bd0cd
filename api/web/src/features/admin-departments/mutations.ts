import { answer, client, withKey } from "@/api/client";
import { queryClient } from "@/api/query";
import type { components } from "@/api/schema";
import { adminKeys, type Department } from "@/features/admin/public";
import type { Fields } from "@/features/requests/public";

type Edit = components["schemas"]["EditDepartmentInputBody"];

/** Reads anew what shows departments; accounts name theirs. */
export async function departmentsMoved() {
  void queryClient.invalidateQueries({ queryKey: adminKeys.users });
  await queryClient.invalidateQueries({ queryKey: adminKeys.departments });
}

export const departmentFields = (department?: Department, parentId = ""): Fields => ({
  name: department?.name ?? "",
  parent_id: department ? (department.parent_id ?? "") : parentId,
});

async function patchDepartment(id: string, body: Edit) {
  const department = await answer(client.PATCH("/departments/{id}", { params: { path: { id } }, body }));
  await departmentsMoved();
  return department;
}

export async function saveDepartment(id: string | undefined, fields: Fields, version: number | undefined, key: string) {
  const { name, parent_id } = fields;
  if (id && version !== undefined) {
    return patchDepartment(id, {
      version,
      ...(name === undefined ? {} : { name }),
      ...(parent_id === undefined ? {} : { parent_id: parent_id || null }),
    });
  }
  const body = { name: name ?? "", ...(parent_id ? { parent_id } : {}) };
  const department = await answer(client.POST("/departments", { body, ...withKey(key) }));
  await departmentsMoved();
  return department;
}

/** Hangs a department below another one, or at the top. */
export const moveDepartment = ({ id, version }: Department, parent_id: string | null) => patchDepartment(id, { version, parent_id });

export const archiveDepartment = ({ id, version }: Department, archived: boolean) => patchDepartment(id, { version, archived });
