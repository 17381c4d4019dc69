"""Words that are true but say too little, made fuller by what the sentence, the label or the formulas say."""
