package approval

import "maps"

// StatusLabels, StepLabels and RecommendationLabels are the display names of the codes.
var (
	StatusLabels = labelsByCode(Status.Label, StatusDraft, StatusSubmitting, StatusInReview, StatusReturned, StatusApproved, StatusPaid,
		StatusRejected, StatusWithdrawn)
	StepLabels = labelsByCode(Step.Label, Draft, Revise, CommercialReport, FinanceReport, ManagementDecision, GMSignoff, FinanceProcessing)

	RecommendationLabels = map[string]Text{
		string(Recommend):               {ZH: "建议立项", EN: "Recommended"},
		string(RecommendWithConditions): {ZH: "有条件建议", EN: "Recommended with conditions"},
		string(DoNotRecommend):          {ZH: "不建议", EN: "Not recommended"},
	}
)

// ReturnTargetLabels are the display names of the targets of a return: the steps and the
// author.
var ReturnTargetLabels = withLabel(StepLabels, Requester, Text{ZH: "申请人", EN: "Author"})

func withLabel(labels map[string]Text, code string, label Text) map[string]Text {
	more := maps.Clone(labels)
	more[code] = label
	return more
}

func labelsByCode[C ~string](label func(C) Text, all ...C) map[string]Text {
	labels := map[string]Text{}
	for _, c := range all {
		labels[string(c)] = label(c).Capitalized()
	}
	return labels
}
