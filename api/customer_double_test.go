package api

import (
	"slices"
	"testing"

	"approvals/api/apitest"
	"approvals/storage/customer"
	"approvals/workflows/approval"
)

// TestDoublesAcrossRegionsAndStems finds duplicates whose names differ in the city, or
// in its suffix.
func TestDoublesAcrossRegionsAndStems(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.NewCustomer(s.Rep, "北京市首科医疗器械有限公司")
	s.NewCustomer(s.Rep, "内蒙古自治区电力设计院")
	s.NewCustomer(s.Rep, "海川泵业有限公司")
	c := s.NewCustomer(s.Rep, "Phoned")
	s.Send(t, "rep", "POST", "/customers/"+c.ID+"/contacts", `{"name":"C","phone":"138 0000 1111"}`).Want(201)
	type candidates struct{ Items []LikelyDouble }
	for name, want := range map[string]string{
		"北京首科医疗器械有限公司": "北京市首科医疗器械有限公司", "首科医疗器械": "北京市首科医疗器械有限公司", "首科医疗器械（北京）公司": "",
		"内蒙古电力设计院": "内蒙古自治区电力设计院", "山东省海川泵业集团": "海川泵业有限公司", "海川": "", "海川泵": "海川泵业有限公司",
		"上海市首科家具": "",
	} {
		got := s.Send(t, "rep", "POST", "/customers/check", map[string]any{"name": name}).Want(200)
		list := apitest.Read[candidates](got).Items
		if want == "" && len(list) > 0 || want != "" && (len(list) != 1 || list[0].Customer.Name != want ||
			!slices.Equal(list[0].Reasons, []customer.DuplicateReason{customer.SimilarName})) {
			t.Errorf("%s: %s", name, got.Raw)
		}
	}
	byPhone := apitest.Read[candidates](s.Send(t, "rep", "POST", "/customers/check", `{"phone":"+86 13800001111"}`).Want(200)).Items
	if len(byPhone) != 1 || byPhone[0].Customer.Name != "Phoned" {
		t.Errorf("%+v", byPhone)
	}
	s.Send(t, "rep", "POST", "/customers/check", `{}`).WantProblem(422, approval.CodeInvalid)
}
