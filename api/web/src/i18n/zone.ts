let companyZone = "Asia/Shanghai";
/** The company's time zone, once the settings have told it. */
export const setCompanyZone = (zone: string) => {
  companyZone = zone;
};
export const zoneOfCompany = () => companyZone;
